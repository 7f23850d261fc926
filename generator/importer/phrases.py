"""What sentences of provider pages look like, as data: patterns over normalised tokens.

In a pattern a word stands for itself, `a|b` for either, `[a]` may be missing, `@A` takes parameters
("`a`, `b` or `c`"), `#N` a number, `%V` one or several values, `%O` one value, `%F` file formats, `%S` a size. `words.normal` has made "can't",
"must not" and "may not" the same before a pattern is looked at, and so on.
"""

from __future__ import annotations

from typing import NamedTuple


class Pattern(NamedTuple):
    """One pattern and what a sentence of its kind says."""

    says: str
    words: str


CONDITIONS: tuple[Pattern, ...] = (
    Pattern("present", "[both] @A is|are [also] given|used|set"),
    Pattern("present", "using|providing|with @A"),
    Pattern("present", "you provide @A"),
    Pattern("present", "@A have a value"),
    Pattern("absent", "@A is|are not given|used|set"),
    Pattern("absent", "@A is|are omitted|absent|missing|unset|empty"),
    Pattern("absent", "no @A is|are given|used|set"),
    Pattern("absent", "without @A"),
    Pattern("equals", "@A is|are|equals|= [set|equal] [to] %O"),
    Pattern("equals", "using|with @A set to %O"),
)
"""What may stand behind `when`."""

CLAIMS: tuple[Pattern, ...] = (
    Pattern("exactly_one_of", "provide exactly|only one of [the] [following] [parameters] [:] @A"),
    Pattern("exactly_one_of", "exactly one of [:] @A must be given|used|set"),
    Pattern("exactly_one_of", "exactly one of [:] @A is required"),
    Pattern("exactly_one_of", "[you] [must] provide [either] @A [,] but|, not both"),
    Pattern("exactly_one_of", "[you] [must] provide [either] @A [,] never both"),
    Pattern("exactly_one_of", "either @A must be given|used [,] [but] not both"),
    Pattern("at_most_one_of", "provide at-most one of [:] @A"),
    Pattern("at_most_one_of", "only|at-most one of [:] @A can|may be given|used|set"),
    Pattern("at_most_one_of", "@A cannot [both|all] be used|given|set together"),
    Pattern("at_most_one_of", "@A cannot both be used|given|set"),
    Pattern("at_most_one_of", "[you] cannot provide [both] @A [together]"),
    Pattern("at_most_one_of", "never provide [both] @A [together]"),
    Pattern("at_most_one_of", "[the] @A [parameters] is|are mutually exclusive"),
    Pattern("at_most_one_of", "[use] @A [,] but|, not both"),
    Pattern("at_least_one_of", "[you] [must] provide at-least one of [:] @A"),
    Pattern("at_least_one_of", "at-least one of [:] @A must be given|used|set"),
    Pattern("at_least_one_of", "at-least one of [:] @A is required"),
    Pattern("at_least_one_of", "one of [:] @A is required"),
    Pattern("at_least_one_of", "either provide @A [,] or provide @B"),
    Pattern("at_least_one_of", "[you] [must] provide either @A"),
    Pattern("at_least_one_of", "either @A must be given"),
    Pattern("together", "@A must [both|all] be used|given|set together"),
    Pattern("together", "@A must [both|all] be given|used|set"),
    Pattern("together", "@A is|are required together"),
    Pattern("apart", "@A cannot be used|given|set with @B"),
    Pattern("apart", "@A [is|are] mutually exclusive with @B"),
    Pattern("apart", "@A [is|are] incompatible with @B"),
    Pattern("apart", "@A [is|are] not compatible|allowed with @B"),
    Pattern("apart", "@A excludes|conflicts|conflict [with] @B"),
    Pattern("apart", "[you] never|cannot provide @A with @B"),
    Pattern("needs", "@A requires @B [to] [be] [given|set]"),
    Pattern("needs", "@A must be given|used with @B"),
    Pattern("needs", "@A can only be used|given|set with @B"),
    Pattern("needs", "@A can only be used|given|set when @B is|are [also] given|used|set"),
    Pattern("needs", "@A is|are only allowed|accepted with @B"),
    Pattern("needs", "@A is|are only allowed|accepted when @B is|are [also] given|used|set"),
    Pattern("forbidden", "@A cannot be used|given|set"),
    Pattern("forbidden", "@A is|are not allowed|accepted|used"),
    Pattern("forbidden", "@A must be omitted|absent|unset"),
    Pattern("required", "@A [is|are] required"),
    Pattern("required", "@A must be given|set"),
    Pattern("required", "[you] must provide @A"),
    Pattern("items", "@A requires at-least #N item|image|video|images|videos"),
    Pattern("items", "@A must have at-least #N item|image|video|images|videos"),
    Pattern("most_items", "@A accepts|have at-most #N item|image|video|images|videos"),
    Pattern("most_items", "@A must have at-most #N item|image|video|images|videos"),
    Pattern("most_items", "@A is|are at-most #N item|image|video|images|videos"),
    Pattern("range", "@A must be between|from #N and|to|- #M [second|pixel|pixels]"),
    Pattern("range", "@A must be in [the] range [of] [from] #N and|to|- #M"),
    Pattern("least", "@A must be at-least #N [second|pixel|pixels]"),
    Pattern("most", "@A must be at-most #N [second|pixel|pixels]"),
    Pattern("most", "@A cannot exceed #N [second|pixel|pixels]"),
    Pattern("most", "@A is|are at-most #N [second|pixel|pixels]"),
    Pattern("multiple", "@A must [each] be [a] multiple of #N"),
    Pattern("multiple", "@A must be divisible by #N"),
    Pattern("one_of", "@A must be [one] [of] [:] %V"),
    Pattern("one_of", "@A must be [set] [to] %V"),
    Pattern("one_of", "@A accepts only %V"),
    Pattern("one_of", "@A only accepts %V"),
)
"""What may stand alone, behind a condition, or before one."""

LIMITS: tuple[Pattern, ...] = (
    Pattern("default", "default [value] is|to|:|of %V"),
    Pattern("default", "%V is [the] default"),
    Pattern("default", "%V ( default )"),
    Pattern("enum", "allowed|valid values|options|value are|is|: %V"),
    Pattern("enum", "must be one of [:] %V"),
    Pattern("enum", "one of : %V"),
    Pattern("enum", "restricted to [:] %V"),
    Pattern("formats", "allowed formats|format [are|is|:] %F"),
    Pattern("formats", "accepts %F formats|format|files"),
    Pattern("formats", "only %F formats|files [are] [allowed]"),
    Pattern("formats", "formats|format [allowed] [are|:] %F"),
    Pattern("formats", "must be %F format"),
    Pattern("codecs", "%F codec|codecs"),
    Pattern("range", "range|ranges [is|:] [between|from] #N and|to|- #M"),
    Pattern("range", "[a] value from|between #N to|and #M"),
    Pattern("range", "must be between|from #N and|to|- #M"),
    Pattern("range", "between #N and #M"),
    Pattern("spread", "( #N to|- #M )"),
    Pattern("length", "at-most #N characters|chars"),
    Pattern("length", "maximum length [is|of|:] #N [characters]"),
    Pattern("length", "maximum #N characters|character|chars"),
    Pattern("length", "cannot exceed #N characters"),
    Pattern("shortest", "at-least #N characters|character|chars"),
    Pattern("shortest", "minimum length [is|of|:] #N [characters]"),
    Pattern("seconds", "#N to|- #M second"),
    Pattern("most_seconds", "truncated|cut|trimmed to #N second"),
    Pattern("longest", "at-most #N second"),
    Pattern("longest", "maximum duration [is|of|:] #N [second]"),
    Pattern("longest", "maximum #N second"),
    Pattern("briefest", "minimum duration [is|of|:] #N [second]"),
    Pattern("briefest", "at-least #N second"),
    Pattern("briefest", "minimum #N second"),
    Pattern("area", "resized to [a] [maximum] [area] [of] %S [pixels|pixel]"),
    Pattern("area", "maximum area [of|is] %S [pixels|pixel]"),
    Pattern("most_items", "at-most #N *"),
    Pattern("most_items", "maximum [number] [of] #N *"),
    Pattern("most_items", "( at-most #N )"),
    Pattern("most_items", "at-most one"),
    Pattern("least_items", "at-least #N *"),
    Pattern("least_items", "minimum [of] #N *"),
    Pattern("multiple", "multiple of #N"),
    Pattern("most", "maximum [value] [is|:] #N"),
    Pattern("least", "minimum [value] [is|:] #N"),
)
"""What may stand anywhere in the description of one parameter."""
