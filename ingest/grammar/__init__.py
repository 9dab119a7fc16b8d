"""What the words of official papers mean: one recogniser and one table of data for each concept.

In: text. Out: values with half-open spans in code points of that text. Readers, questions, verification,
briefings and the gate all ask here. Imports nothing of the project but `ingest.errors` and `ingest.model`.

Offices are asked for in many ways. Of a name that stands by itself (`offices`, `people`, `office_names`):

| question | answered by |
|---|---|
| does it end as those of offices do, or of areas that stand for their government? | `ends_as_office` |
| and is it no longer than an office's name is? | `is_plain_office` |
| does it end as what only lists call an office does (县供电), and is it no sentence? | `is_listed_office` |
| may it be one, in a list of offices: ends so, or is short and no sentence? | `may_be_office` |
| what shows that a unit that was read is none? | `looks_wrong` |
| is it surely no person's: an office, or an area, at its length? | `is_office_or_area` |
| is it an office whatever the list is of, by the ends of organs alone, and no title? | `is_sure_office` |
| is it a department called without its level (基层卫生科)? | `is_department` |
| is it an office of the state called without its level (司法部)? | `is_ministry` |
| is it only what an office is for (财政, of 财政、教育等部门)? | `is_field` of `named_offices` |
| does it mean a kind of office (渔业主管部门), and what for? | `field_of` of `office_kinds` |
| does it mean several, called by none of their names (沿线各村)? | `is_collective` |
| does every name of a list fit one of these? | `names_if` |

Of running text, from a place on (`office_names`, `named_offices`, `addressees`, `somebody`):

| question | answered by |
|---|---|
| which names with their level stand here, each ended by the table of ends? | `offices_from` |
| the same with organs (县人民医院), nothing where a name is not sure | `sure_offices` |
| which offices of the state are named here, as a sentence names its subject? | `named_offices` |
| these, or what one of the others reads where they are none | `named_or_else` |
| who is told what to do, office or not, as far as is known? | `told_offices` |
| who may be told something here, also bodies that are no offices? | `addressed` of `addressees` |
| may the text name anybody at all? | `may_name_somebody` |

Two of them read names by rules of their own. For `offices_from` whatever has a level and an end of the table
is a name; who asks it knows from what stands before or behind (由, 会同, a deed) that somebody is named.
`named_offices` finds whose task a sentence is, where anything may stand: there every word must be of the kind
a name is made of, and a hospital or a station is none. It is asked first, the other where it finds nothing or
only several meant together (`named_or_else`). One reader would need to be told at each call which of the two
it is to be: of 575 places in plans and papers where `responsibility` asked the first and was told a name, the
second reads the same in 200, another in 47, only several meant together in 32 and nothing in 296
(全市二级以上公立医疗机构, 州投资促进局).

What the ends are made of, by how sure each is, stands in `office_ends`.
"""
