"""A large desk for measuring: lives of tickets told through the operations, then printed by the thousand.

A print is a life as it was told, moved in time by whole weeks (the hours of these plans are in UTC, so that
nothing has to be computed anew) and given to other people. What operations wrote stays true in every print.
"""
