"""Lets `python -m hantong.project.commands` stand for `hantong`."""

from hantong.project.commands import main

main()
