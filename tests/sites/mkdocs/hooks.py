"""MkDocs makes a page of every Markdown file in docs/. Lessons are read as they are: they lie beside it."""

import shutil


def on_post_build(config):
    shutil.copytree("lessons", f"{config.site_dir}/lessons", dirs_exist_ok=True)
