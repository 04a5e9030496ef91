"""What is promised, done, told and urged, clause by clause; `find` is the way through.

A text is cut into segments, each is given its kind by votes of rules, and what belongs together is joined;
then the targets of a commitment are read, with their deadlines and owners.
"""
