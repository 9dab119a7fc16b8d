"""Whom a clause charges: words of a plan in, `Responsibility` values with their part out.

By the shape in which a paper says so:

    责任单位：A、B; （A牵头，B配合）; a last sentence: annotation.py, groups.py (roles and names)
    a sign or a blank for the colon: seen.py
    A牵头，B、C配合 within one list: lists.py
    由A负责, A会同B, 报C批准: sentence.py
    A于6月底前拨付, without a word for the part: deeds.py
    供水单位应当公布水质, who is no office by name: addressees.py
    报县政府批准, 征求县财政局意见: consents.py
    供水股牵头，各系分片包干; 会同有关部门、承保机构: helpers.py
    成立县供水专班，A、B为成员单位: bodies.py
    said once for a section: inherit.py

Which part a role word means stands in `grammar/roles.py`, what an office's name is in `grammar/offices.py`.
Lines that only name offices are moved to the clauses they mean by `outline/assign.py`.
"""
