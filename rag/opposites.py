"""Words that say the opposite of each other."""

from collections.abc import Callable
from functools import cache, lru_cache
from typing import Final, TypeAlias

_PAIRS: Final = """
rise,rose,risen,increase,grow,grew,grown,growth,climb,gain,surge,soar,jump,up,upward,expand,rally,boost,raise,escalate,accelerate,uptick,upside|fall,fell,fallen,decrease,decline,drop,shrink,shrank,shrunk,shrinkage,contraction,lose,plunge,plummet,slump,sink,sank,slide,slid,dip,down,downward,contract,reduce,reduction,cut,lower,slow,diminish,dwindle,downturn,downside
higher,high,highest,top,peak,maximum,max|lower,low,lowest,bottom,trough,minimum,min
more,most,many,much,majority,numerous|less,fewer,least,few,little,minority
include,including,inclusive,with|exclude,excluding,exclusive,except,without
above,over,exceed,exceeding|below,under,beneath
before,prior,previous,preceding,earlier,previously|after,following,subsequent,later,subsequently,next
first,initial,start,begin,began,begun,beginning,commence,open,opening,launch,initiate|last,final,end,ending,finish,close,closing,conclude,stop,cease,terminate,discontinue,halt
old,older,outdated,obsolete,ancient,former|new,newer,modern,innovative,cutting-edge,recent,current,latest,state-of-the-art,young,younger
success,succeed,successful,succeeded,win,won,victory|fail,failure,failed,unsuccessful,lose,lost,defeat,loss
profit,gain,earnings,surplus|loss,deficit,shortfall
accept,agree,approve,allow,permit,admit,grant,authorise,authorize,pass|reject,refuse,disagree,deny,disapprove,forbid,ban,prohibit,decline,block,disallow,veto
support,favour,favor,endorse,promote,encourage,advocate,back|oppose,against,reject,discourage,undermine,hinder,criticise,criticize,object,obstruct
positive,good,great,favourable,favorable,excellent,better,best,improve,improved,improvement,enhance,advantage,benefit,beneficial,upgrade,strengthen|negative,bad,poor,unfavourable,unfavorable,terrible,worse,worst,worsen,deteriorate,drawback,disadvantage,harm,harmful,detrimental,downgrade,weaken,impair
strong,strength,robust,powerful|weak,weakness,fragile,feeble,powerless
easy,simple,simplify,straightforward,effortless|difficult,hard,challenging,complex,complicated,complicate,tough
cheap,cheaper,inexpensive,affordable,free,low-cost|expensive,costly,pricey,paid,unaffordable
large,larger,big,bigger,huge,great,greater,major,significant,substantial,wide,broad,vast,considerable|small,smaller,tiny,minor,insignificant,negligible,narrow,limited,slight,minimal
long,longer,long-term,lengthy|short,shorter,short-term,brief
fast,faster,quick,quickly,rapid,rapidly,speed,swift|slow,slower,slowly,gradual,gradually
buy,bought,purchase,acquire|sell,sold,sale,divest
import|export
internal,inside,indoor,domestic,national,inner|external,outside,outdoor,foreign,international,outer
public|private
online,virtual,remote|offline,in-person,physical
male,man,men,he,his,him,mr,husband,father,brother,son,boy,boyfriend,uncle,grandfather,king|female,woman,women,she,her,ms,mrs,wife,mother,sister,daughter,girl,girlfriend,aunt,grandmother,queen
alive,live,survive,survived,survivor|dead,die,died,kill,killed,death,deceased
wounded,injured,hurt,injury|killed,dead,died,unharmed,unhurt
guilty,convict,convicted|innocent,acquit,acquitted
arrest,arrested,detain,jail,imprison,capture,captured|release,released,free,freed
attack,invade,offensive,aggressive|defend,defence,defense,retreat,withdraw,withdrawal,defensive
arrive,enter,join,come,came,return|leave,left,depart,exit,quit,go,went
add,added,insert,attach|remove,removed,delete,subtract,detach
build,built,create,construct,establish,develop,found|destroy,demolish,dismantle,ruin,abolish
hire,hired,employ,recruit,appoint|fire,fired,dismiss,sack,layoff
push,pushed|pull,pulled
give,gave,given,provide,offer,supply,lend,lent,donate|take,took,taken,receive,withhold,deny,borrow
teach,taught,teacher|learn,learned,learnt,student
send,sent|receive,received
hot,warm,heat|cold,cool,chilly
rainy,wet,rain|sunny,dry
day,daytime,morning|night,nighttime,evening
north,northern|south,southern
east,eastern|west,western
left|right
same,equal,identical,similar,unchanged|different,unequal,dissimilar,changed
always,every,all,everyone,everything,both,entire,whole,complete,full,fully,entirely|never,none,nobody,nothing,neither,no,partial,partially,some,part,half,incomplete
love,like,enjoy,loved,liked,enjoyed,appreciate,admire|hate,dislike,hated,disliked,despise,loathe,resent
happy,glad,pleased,satisfied,delighted,joyful|sad,unhappy,upset,displeased,dissatisfied,angry,miserable
safe,secure,safety|dangerous,unsafe,risky,danger,insecure,vulnerable
known,certain,clear,definite,confirmed,certainty|unknown,uncertain,unclear,doubtful,unconfirmed,uncertainty
true,real,genuine,authentic|false,fake,untrue
legal,lawful|illegal,unlawful
possible,able,capable,can|impossible,unable,incapable,cannot
active|inactive,passive
connect,connected,attach,combine,merge,integrate,unite,together,joint|disconnect,disconnected,separate,divide,split,apart,separately
friend,ally|enemy,foe,rival
lead,leader,led|follow,follower,followed
supervised|unsupervised
optimistic,hopeful,confident|pessimistic,hopeless,doubtful
save,saving|waste,spend,spent
rich,wealthy|poor
present,attend,attended|absent,miss,missed,skip
remember,remembered|forget,forgot,forgotten
hide,hid,hidden,conceal|reveal,revealed,show,showed,shown,expose,disclose
continue,keep,maintain,retain,stay,remain|stop,quit,abandon,discontinue,change,drop,cancel
cause|prevent,avoid,avert
efficient,effective,efficiently|inefficient,ineffective
simple|complex,sophisticated
upper|lower
front|back,rear
inflow|outflow
assets|liabilities
income,revenue|expense,expenditure,cost
urban,city|rural,countryside
professional,expert|amateur,novice
temporary,temporarily|permanent,permanently
voluntary,optional|compulsory,mandatory,required
peace,peaceful,ceasefire|war,violent,hostilities
majority|minority
ahead|behind
near,close|far,distant
often,frequently,regularly|rarely,seldom,hardly
clean|dirty,polluted
full|empty
heavy|light
deep|shallow
thick|thin
hard,tough|soft
tall|short
early|late
quiet,calm|loud,noisy
wide|narrow
victim|perpetrator,suspect
prosecution,prosecutor|defence,defense
plaintiff|defendant
employer|employee
parent,parents|child,children
customer,client,buyer|seller,vendor,supplier
question,ask,asked|answer,answered
with|without
"""
_NEWS: Final = """
accuse,charge,indict,blame|exonerate,clear,acquit
advance|retreat
agree,consent,promise,vow|refuse,reject
ban,outlaw,prohibit|allow,permit,legalise,legalize
boom|bust
cancel,cancelled,postpone,postponed|hold,held
civilian|military
confirm,affirm,acknowledge,admit|deny,refute,dispute
credible|implausible
delay,postpone|hasten,expedite
deliberate,deliberately,intentional,intentionally|accidental,accidentally
democrat|republican
enforce|waive
extend,prolong|shorten,curtail
friendly|hostile
guilty|innocent
heal|injure
hire|fire
impose,introduce|lift,scrap,abolish
increased|decreased
incoming|outgoing
largest,biggest,greatest,larger,bigger|smallest,least,tiniest,smaller
latest,newest|earliest,oldest
legalise,legalize|criminalise,criminalize
lenient|harsh
liberal,progressive,left-wing|conservative,right-wing
married|divorced
mild|severe
more|fewer
nationalise,nationalize|privatise,privatize
necessary,needed,essential|needless,unnecessary
optimism|pessimism
ordinary|extraordinary
popular|unpopular
praise,commend,applaud,hail,laud,welcome|condemn,criticise,criticize,denounce,slam,blast,deplore
public,publicly,open,openly|secret,secretly,private,privately
recover,recovery|relapse,collapse
release,publish,issue|withhold,suppress
reopen,open|close,shut
resume,restart|suspend,halt
rose|fell
shelter|evict
sooner|later
supporter,ally,proponent|opponent,critic
tighten|loosen,ease,relax
trust|distrust
unite|divide
uphold|overturn,overrule,quash
winner|loser
"""
"""Pairs that news has, and that the checker does not weigh."""
_PREFIXES: Final = ("un", "in", "im", "ir", "il", "dis", "non", "mis", "anti", "de")
_SHORTEST: Final = 4


@lru_cache(maxsize=50_000)
def stem(word: str) -> str:
    """The stem of a lower-case English word (Porter 2), in which opposites are told."""
    return _stemmer()(word)


@cache
def _stemmer() -> Callable[[str], str]:
    import snowballstemmer

    stemmed: Callable[[str], str] = snowballstemmer.stemmer("english").stemWord
    return stemmed


_Sides: TypeAlias = tuple[frozenset[str], frozenset[str]]


@cache
def _sides() -> dict[str, tuple[_Sides, ...]]:
    """For each stem, its own side and the opposite one, line by line of the table."""
    found: dict[str, list[_Sides]] = {}
    for line in _PAIRS.split():
        one, other = (frozenset(map(stem, side.split(","))) for side in line.split("|"))
        for here, there in ((one - other, other - one), (other - one, one - other)):
            for word in here:
                found.setdefault(word, []).append((here, there))
    return {word: tuple(sides) for word, sides in found.items()}


@cache
def opposites(stemmed: str) -> frozenset[str]:
    """The stems that say the opposite of this one."""
    return frozenset[str]().union(*(there for _, there in _sides().get(stemmed, ())))


@cache
def allies(stemmed: str) -> frozenset[str]:
    """The stems that stand on the same side of an opposition, this one among them."""
    same = frozenset[str]().union(*(here for here, _ in _sides().get(stemmed, ())))
    return (same - opposites(stemmed)) | {stemmed}


@lru_cache(maxsize=100_000)
def contrary(one: str, other: str) -> bool:
    """Whether one of two lower-case words denies what the other says, in the news too."""
    here, there = stem(one), stem(other)
    return here != there and (
        there in opposites(here) or there in _against(here) or negated_form(one, other)
    )


@cache
def _against(stemmed: str) -> frozenset[str]:
    sides = (line.split("|") for line in _NEWS.split())
    both = (tuple(frozenset(map(stem, side.split(","))) for side in line) for line in sides)
    return frozenset[str]().union(
        *(
            there - here
            for one, other in both
            for here, there in ((one, other), (other, one))
            if stemmed in here
        )
    )


def negated_form(one: str, other: str) -> bool:
    """Whether one of two folded words is the other with a negating prefix or ending."""
    return _prefixed(one, other) or _prefixed(other, one) or _deprived(one, other)


def _prefixed(long: str, short: str) -> bool:
    return len(short) >= _SHORTEST and any(
        long.startswith(prefix) and stem(long.removeprefix(prefix)) == stem(short)
        for prefix in _PREFIXES
    )


def _deprived(one: str, other: str) -> bool:
    """Careful and careless."""
    ends = ("ful", "less")
    bare = {word[: -len(end)] for word in (one, other) for end in ends if word.endswith(end)}
    return (
        len(bare) == 1
        and one != other
        and len(one) + len(other) > 2 * _SHORTEST
        and (one.endswith(ends) and other.endswith(ends))
    )
