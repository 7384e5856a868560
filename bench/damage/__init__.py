"""Ways to make one statement of a briefing note false, and ways to reword one that stays true.

Written without anything of `rag`: what checks notes is tested with it.
"""
