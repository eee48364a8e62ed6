"""The benchmark's own arithmetic: what it reads from wrk, and what it makes of it."""

import xml.etree.ElementTree as ElementTree
from pathlib import Path

import pytest

from tests.benchmark import comparison, options, plot, report, results, targets
from tests.benchmark.addresses import variants
from tests.benchmark.archives.keeping import Archive, fingerprint
from tests.benchmark.figures import Figure, Spread
from tests.benchmark.load import Outcome, parse

PRINTED = """\
Running 4s test @ http://127.0.0.1:8199
  1 threads and 16 connections
  Thread Stats   Avg      Stdev     Max   +/- Stdev
    Latency    23.40ms    5.10ms   1.21s    88.12%
    Req/Sec   684.12     81.20   820.00     72.50%
  Latency Distribution
     50%  980.00us
     75%   25.31ms
     90%   29.02ms
     99%    1.02s
  2736 requests in 4.01s, 195.12MB read
  Socket errors: connect 0, read 2, write 0, timeout 1
  Non-2xx or 3xx responses: 7
Requests/sec:    682.53
Transfer/sec:     48.66MB
"""


def figure(**members: object) -> Figure:
    given = {"database": "sqlite", "stories": 10_000, "connections": 16, "unit": "requests/s", **members}
    return Figure(**given)  # type: ignore[arg-type]


STORED = figure(
    part="reading",
    what="list",
    kind="stored",
    values=[4000.0, 4400.0, 4200.0],
    against="bare view",
    others=[2000.0, 2000.0, 2000.0],
)
SLOW = figure(
    part="latency",
    stories=100_000,
    connections=0,
    what="author",
    kind="cold",
    unit="ms",
    values=[9.0, 10.0, 11.0, 40.0],
    against="10,000 stories",
    others=[5.0, 5.0, 5.0, 5.0],
)


def test_it_reads_what_wrk_prints() -> None:
    assert parse(PRINTED) == Outcome(rate=682.53, half=0.98, slowest=1020.0, errors=10)


def test_other_output_is_an_error() -> None:
    with pytest.raises(ValueError, match="wrk did not tell"):
        parse("unable to connect")


def test_a_spread_has_the_quartiles_around_the_median() -> None:
    assert Spread.of([5, 1, 3, 2, 4]) == Spread(median=3, low=2, high=4)
    assert Spread.of([7, 1]) == Spread(median=4, low=1, high=7)
    with pytest.raises(ValueError, match="no values"):
        Spread.of([])


def test_ratios_are_those_of_the_same_turn() -> None:
    assert STORED.ratio == Spread(median=2.1, low=2.0, high=2.2)
    assert figure(part="mixed", what="publish", kind="", values=[1.0]).ratio is None


def test_what_is_measured_beside_nothing_that_answered_has_no_ratio() -> None:
    assert figure(part="ordinary", what="list", kind="cold", values=[9.0], others=[0.0]).ratio is None


def test_a_table_has_medians_spreads_and_ratios() -> None:
    assert report.table([STORED, SLOW]).splitlines()[2:] == [
        "| list, stored | sqlite | 10,000 | 16 | requests/s | 4,200 (4,000–4,400) | bare view "
        "| 2,000 (2,000–2,000) | 2.1 (2–2.2) | 0 |",
        "| author, cold | sqlite | 100,000 |  | ms | 10.5 (9.75–18.2) | 10,000 stories "
        "| 5 (5–5) | 2.1 (1.95–3.65) | 0 |",
    ]


def test_results_can_be_read_again(tmp_path: Path) -> None:
    file = tmp_path / "results.json"
    results.write(file, [STORED, SLOW])
    assert results.read(file) == [STORED, SLOW]


@pytest.mark.parametrize("content", ["", "[]", '{"figures": [{"part": "reading"}]}'])
def test_another_file_is_refused(tmp_path: Path, content: str) -> None:
    file = tmp_path / "other.json"
    file.write_text(content)
    with pytest.raises(SystemExit, match="name a file that --json has written"):
        results.read(file)


def test_runs_are_compared_by_ratios() -> None:
    faster = figure(part="reading", what="list", kind="stored", values=[900.0], against="bare view", others=[100.0])
    slower = figure(**{**vars(SLOW), "values": [20.0] * 4})
    (first, second) = comparison.compare([STORED, SLOW], [faster, slower])
    assert (first.factor, first.is_certain) == (9 / 2.1, True)
    assert (second.factor, second.is_certain) == (2.1 / 4, True)
    assert comparison.compare([STORED], [SLOW]) == []
    assert "| reading: list, stored | sqlite | 10,000 | 16 | 2.1 (2–2.2) | 9 (9–9) | **4.29** |" in comparison.table(
        [first]
    )


def test_targets_are_met_or_missed() -> None:
    on_postgresql = figure(**{**vars(STORED), "database": "postgresql", "values": [1800.0] * 3})
    found = {(one.target.name, one.figure.database): one.is_met for one in targets.judge([STORED, on_postgresql, SLOW])}
    assert found == {
        ("stored, against a bare view", "sqlite"): True,
        ("stored, against a bare view", "postgresql"): False,
        ("cold, against 10,000 stories", "sqlite"): False,
        ("cold, ms", "sqlite"): True,
    }
    assert targets.table(targets.judge([STORED])).splitlines()[-1] == (
        "| stored, against a bare view | list, stored | sqlite | 10,000 | 16 | ≥ 2 | 2.1 (2–2.2) | met |"
    )


def test_a_plot_has_a_bar_for_every_ratio() -> None:
    image = ElementTree.fromstring(plot.bars([STORED, SLOW, figure(part="mixed", what="a", kind="", values=[1.0])]))
    assert len(image.findall("{http://www.w3.org/2000/svg}rect")) == 2
    assert ElementTree.fromstring(plot.bars([])) is not None


def test_variants_of_an_address_are_different_and_say_the_same() -> None:
    assert variants(["/a/", "/b/?tag=x"], 4) == ["/a/?", "/b/?tag=x&", "/a/?&", "/b/?tag=x&&"]
    assert len(set(variants(["/a/", "/b/", "/c/"]))) == 66


def test_the_command_line_is_read() -> None:
    given = options.parse(["latency", "--articles", "100000,10000", "--connections", "64,16", "--database", "sqlite"])
    assert (given.parts, given.sizes, given.connections) == (("latency",), (10_000, 100_000), (16, 64))
    assert options.parse([]).parts == options.USUAL


@pytest.mark.parametrize(
    ("arguments", "told"),
    [
        (["speed"], "part is one of archive, latency, "),
        (["--articles", "many"], "--articles takes whole numbers from 1, separated by commas, not many."),
        (["--articles", "9000"], "an archive has at least 10000 stories, not 9000."),
        (["--connections", "0"], "--connections takes whole numbers from 1"),
        (["--rounds", "-1"], "takes a whole number from 1, not -1."),
        (["--database", "mysql://host/name"], "--database is sqlite or a URL such as postgres://"),
        (["--compare", "no/such.json"], "--compare: there is no file no/such.json."),
        (["--port", "65530"], "--port is a number from 1 to 65526."),
    ],
)
def test_wrong_options_are_refused(
    arguments: list[str], told: str, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("COLUMNS", "200")
    with pytest.raises(SystemExit) as stopped:
        options.parse(arguments)
    assert stopped.value.code == 2
    assert told in capsys.readouterr().err


def test_an_archive_has_a_folder_and_a_database_of_its_own(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setenv("BENCH_DIR", str(tmp_path))
    archive = Archive(100_000, "postgres://user@host:5432/any")
    environment = archive.environment()
    assert environment["DATA_DIR"] == str(tmp_path / "postgresql-100000")
    assert environment["DATABASE_URL"] == "postgres://user@host:5432/newsroom_bench_100000"
    assert "DATABASE_URL" not in Archive(10_000).environment()


def test_an_archive_is_out_of_date_when_what_it_is_made_of_has_changed(tmp_path: Path) -> None:
    migration = tmp_path / "articles" / "migrations" / "0001_initial.py"
    migration.parent.mkdir(parents=True)
    migration.write_text("one")
    before = fingerprint(tmp_path)
    assert fingerprint(tmp_path) == before
    migration.write_text("another")
    assert fingerprint(tmp_path) != before
