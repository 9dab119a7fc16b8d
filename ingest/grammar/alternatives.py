"""How people say of several things that any of them will do, or that all are demanded; what joins two things
or two names of a rule; and what says that things have to be so first.

Out: patterns.
"""

from __future__ import annotations

from ingest import late_re as re
from ingest.grammar.conditions import MEETS
from ingest.grammar.demands import MUST
from ingest.grammar.relations import AGREES

_ONE_WILL_DO = (
    f"任[一意何]|之一|其[中一]{{0,2}}一[条项个种]"
    f"|(?:有|占|够|{MEETS}){{1,2}}[了到]?[其任]?[中]?(?:的)?一[条项个种]"
    "|随便哪|一[条项个种]就(?:行|可|够|能)"
)
ANY = re.compile(f"或者?|要么|{_ONE_WILL_DO}")
ANY_ONE = re.compile(_ONE_WILL_DO)
"""Says of several things that any of them will do, without a word between them."""
_BOTH_AND = r"既(?![可能往])[^。；]{2,}?[，,]?(?:又|也)"
_BOTH_DO = (
    rf"(?:都|两[者样项条个]都?|二者都?)(?:{MUST}|[要须得])?"
    rf"(?:同意|通过|{MEETS}|达到|达标|齐|批准)[^。；]*?才"
)
ALL_TOGETHER = re.compile(f"并且|而且|同时|(?<![以及])且|全部(?:{MEETS})|缺一不可|{_BOTH_AND}|{_BOTH_DO}")
OR, AND = re.compile("或者?(?!许)"), re.compile("并且|而且|同时|(?<![以及])且|并(?![非不未])")
"""Between two things of a clause."""
AND_NAMES = re.compile("以?及|[和与、]|并且?|且|加上")
NEEDED = re.compile(
    rf"(?:[经持凭须要得应]|提[交供])[^，。；]*"
    rf"(?:{AGREES}|审[批核]|通过|签[字章]|盖章|{MEETS}|证明?|材料|书|许可|申[请报])|才"
)
"""What has to be had or agreed to first."""
HAS_TO_HAVE = re.compile(
    rf"(?:{MUST}|[应须])[^，。；]{{0,4}}?(?:{MEETS}|[是为有])|(?:{MEETS})[^。；]*(?:条件|要求)"
)
"""Before things of a clause that are all demanded."""
