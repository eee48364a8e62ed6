-- Sends the requests of the file that PATHS names in turn, a method and a path on each line. A POST comes from a new
-- address each time.
local methods, paths = {}, {}
for line in io.lines(os.getenv("PATHS")) do
  methods[#methods + 1], paths[#paths + 1] = line:match("^(%u+) (.+)$")
end
local sent = 0

function init()
  math.randomseed(os.time())
  sent = math.random(0, 2 ^ 20)
end

function request()
  sent = sent + 1
  local turn = sent % #paths + 1
  if methods[turn] == "POST" then
    wrk.headers["X-Forwarded-For"] = string.format("10.%d.%d.%d", math.random(0, 255), math.random(0, 255), sent % 256)
  end
  return wrk.format(methods[turn], paths[turn])
end
