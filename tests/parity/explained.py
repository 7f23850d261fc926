"""Why the official clients and ours differ where they do. A difference that is not here fails a test."""

from __future__ import annotations

from .compare import ABSENT, Difference

REFUSED = "refused before anything is sent"
RECOGNITION = "Tells the maker of the client about platform and package; no document asks for it."
JUDGED = (
    "The documented example breaks a rule of its own page. Ours says so, with all violations, and "
    "sends nothing."
)
REPEATED = (
    "The official client sends a submit again after a server error. The job may have been accepted "
    "all the same, so ours leaves that to the caller."
)
CORRELATED = (
    "Ours sends a name of the job in a header that the provider documents and keeps, so that a job "
    "whose answer was lost can be found."
)
OTHER_ROAD = "A socket instead of HTTP; the tasks are the same. Ours speaks REST alone."

EXPLAINED: dict[str, dict[Difference, str]] = {
    "fal-client": {
        Difference(
            "query", "", "logs=true; logs=false", "logs=1"
        ): "The documents say `logs=1`. fal-client writes truth values out; with `with_logs` it asks "
        "with logs until the job is done, and `get` then asks once more without.",
    },
    "runware-sdk": {
        Difference(
            "body", "/0/deliveryMethod", "async", ABSENT
        ): "`async` is the only value that the page allows for this model, and the default. The SDK "
        "always sends it; ours sends what the caller gives and nothing else.",
        Difference("result", "", "an error with status 400", REFUSED): JUDGED,
        Difference(
            "result", "", "an error", REFUSED
        ): f"{JUDGED} On a socket errors have no status.",
        Difference("method", "", "WS", "POST"): OTHER_ROAD,
        Difference("path", "", "/runware/ws", "/runware/v1"): "The socket has a host of its own.",
        Difference(
            "headers", "/authorization", "a message of its own", "Bearer [hidden]"
        ): "On a socket the first message carries the key.",
        Difference(
            "headers", "/content-type", ABSENT, "application/json"
        ): "Messages on a socket have no headers.",
    },
    "cloudflare": {
        Difference("headers", "/cf-aig-metadata", ABSENT, "(an id of the job)"): CORRELATED,
        Difference("headers", "/x-stainless-*", "(several)", ABSENT): RECOGNITION,
        Difference(
            "headers", "/api-version", "the date of the day", ABSENT
        ): "The package sends the day's date as version; the documents of this route have no such header.",
        Difference(
            "result", "", "returned as a result", "an error"
        ): "HTTP 200 with `state: Failed` inside. The package hands the envelope over as it is.",
        Difference("requests", "submits", "several", "1"): REPEATED,
    },
    "aimlapi-sdk-python": {
        Difference("headers", "/x-client-request-id", ABSENT, "(an id of the job)"): CORRELATED,
        Difference("headers", "/x-stainless-*", "(several)", ABSENT): RECOGNITION,
        Difference(
            "headers", "/http-referer", "github.com/aimlapi/aimlapi-sdk-python", ABSENT
        ): RECOGNITION,
        Difference("headers", "/x-title", "AI/ML API Python SDK (OpenAI)", ABSENT): RECOGNITION,
        Difference("result", "", "an error with status 400", REFUSED): JUDGED,
        Difference(
            "result", "", "returned as a result", "an error"
        ): "HTTP 200 with `status: error`. The SDK returns the last JSON, whatever it says.",
        Difference("requests", "submits", "several", "1"): REPEATED,
    },
}

REMARKS: dict[str, str] = {
    "fal-client": "It wants https and finds its hosts in `FAL_RUN_HOST` and `FAL_QUEUE_RUN_HOST`. "
    "`queue` is `subscribe` with logs, `direct` is `run`.",
    "runware-sdk": "It is async only and waits at least a second before the first `getResponse`.",
    "cloudflare": "Its `ai.run` calls another route (`/ai/run/{model}`, input not wrapped), so the unified "
    "route is reached by its generic `post`. It returns the envelope; what is compared is "
    "`result.result`. With its own time-out of 60 s it would also send a long job again.",
    "aimlapi-sdk-python": "It brings an `openai` package of its own and so lives in an environment of its "
    "own. It drops the path of its base URL; parameters that `generate_with_polling` "
    "has no name for go through `extra_body`.",
}
