"""`make bench`: the newsroom and others beside it, measured in turn in one run. `--help` lists the options.

Needs wrk (Debian: apt-get install wrk). Figures are taken over loopback; read the ratios, because the machine's speed
drifts.
"""

import shutil
import sys

from tests.benchmark import comparison, plot, report, results, targets
from tests.benchmark.options import parse
from tests.benchmark.running import run


def main() -> None:
    options = parse(sys.argv[1:])
    if not shutil.which("wrk"):
        sys.exit("make bench needs wrk: apt-get install wrk")
    # Read first: after half an hour is no time to find that it is another kind of file.
    earlier = results.read(options.compare) if options.compare else []
    figures = []
    for figure in run(options):
        print(f"{figure.part}: {figure.what} {figure.kind} {figure.spread} {figure.unit}", file=sys.stderr)
        figures.append(figure)
        if options.json:
            results.write(options.json, figures)
    for text in report.tables(figures):
        print(text + "\n")
    if judged := targets.judge(figures):
        print(targets.table(judged) + "\n")
    if earlier:
        print(comparison.table(comparison.compare(earlier, figures)) + "\n")
    if options.svg:
        options.svg.write_text(plot.bars(figures), "utf-8")


if __name__ == "__main__":
    main()
