"""From a working copy to what readers get.

Publish (`verbs`) checks whether the story may be published (`workflow`), takes a snapshot of it (`snapshots`), looks up
what the snapshot names (`stories`), compiles that (`documents`, with `json_ld` and `open_graph`), writes it with the
rows that find it (`compiling`), and appends to the change log (`articles.changes.log`), all in one transaction.
`refreshing` notices changes in what live stories show, and `upkeep` compiles those stories `again`. `previews` show
working copies.
"""
