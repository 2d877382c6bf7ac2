"""Rules 核对规则: each a generator of findings; its docstring is its page in docs/rules/.

GK0 数据文件 · GK1 表内勾稽 · GK2 年度之间 · GK3 文中数 · GK4 要点落实 · GK5 结构与行文.
A code is never used again for something else. `judging` loads them all.
"""
