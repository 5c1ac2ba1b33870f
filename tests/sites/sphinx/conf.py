"""Sphinx with the theme Furo; the playground comes from another origin."""

project = "Snapshots"
html_theme = "furo"
html_title = "Snapshots"
html_show_sourcelink = False

# The playground's folder at a host of its own, which sends `Access-Control-Allow-Origin: *`.
html_js_files = [("https://playground.example/embed.js", {"type": "module"})]

# Copied as it is, Markdown files included: extra/lessons/copy.md becomes lessons/copy.md.
html_extra_path = ["extra"]
