-- Posts from a new address each time, to the paths of the file named by PATHS in turn, or to the one given to wrk.
wrk.method = "POST"
local paths = {}
local file = os.getenv("PATHS")
if file then
  for line in io.lines(file) do paths[#paths + 1] = line end
end
local sent = math.random(0, 2 ^ 20)

function request()
  sent = sent + 1
  wrk.headers["X-Forwarded-For"] = string.format("10.%d.%d.%d", math.random(0, 255), math.random(0, 255), sent % 256)
  return wrk.format("POST", #paths > 0 and paths[sent % #paths + 1] or nil)
end

function init()
  math.randomseed(os.time())
end
