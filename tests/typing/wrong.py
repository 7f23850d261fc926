"""Calls that type checkers must refuse: each line that ends in a mark has an error, and no other has."""

# fmt: off
from pathlib import Path

from generated._runtime.budget import Budget
from generated.aimlapi import AimlApi
from generated.cloudflare import Cloudflare
from generated.fal import AsyncFal, Fal
from generated.runware import Runware

fal, runware, cloudflare, aimlapi = Fal(), Runware(), Cloudflare(), AimlApi()
text_to_video = fal.grok_imagine_video.text_to_video
inference = runware.grok_imagine_video.video_inference

text_to_video(prompt="a cat", promt="a cat")  # WRONG keyword
text_to_video(prompt="a cat", resolution="1080p")  # WRONG value
text_to_video(prompt="a cat", resolution=720)  # WRONG type of a choice
text_to_video(duration=6)  # WRONG missing
text_to_video()  # WRONG missing
text_to_video(prompt=None)  # WRONG null
text_to_video(prompt="a cat", duration="6")  # WRONG type
text_to_video(prompt="a cat", duration=6.5)  # WRONG number
text_to_video.submit(prompt=7)  # WRONG type in submit
text_to_video.validate(prompt=7)  # WRONG type in validate
text_to_video.estimate(duration=7)  # WRONG missing in estimate
inference(positivePrompt="a cat", inputs={"frameImages": [{"image": "u", "frame": 1}]})  # WRONG frame
inference(positivePrompt="a cat", inputs={"referenceVideos": ["u"]})  # WRONG nested key
inference(positivePrompt="a cat", safety={"mode": "slow"})  # WRONG nested value
cloudflare.grok_imagine_video.run(image="u")  # WRONG object
cloudflare.grok_imagine_video.run(_operation="make")  # WRONG value
aimlapi.grok_imagine_video.generate(reference_images="u")  # WRONG list
fal.grok_imagine_video.edit_video(prompt="a cat", video_url="u", duration=5)  # WRONG not documented
fal.grok_imagine_videos  # WRONG family
text_to_video(prompt="a cat").video.url.nothing  # WRONG member of a result
AsyncFal().grok_imagine_video.text_to_video(prompt="a cat").video  # WRONG not awaited
Budget(0.5)  # WRONG float
Fal(max_cost=0.5)  # WRONG float of a client
text_to_video.with_options(max_cost=0.5)  # WRONG float of an operation
Fal(budget="5")  # WRONG no budget
Fal(budgets=Budget("5"))  # WRONG option
text_to_video.with_options(max_cost="1")(promt="a cat")  # WRONG keyword after options
fal.map(text_to_video, [7])  # WRONG no request
fal.map("text_to_video", [])  # WRONG no operation
next(fal.map(text_to_video, [])).result.nothing  # WRONG member of one of many results
fal.upload(7)  # WRONG no file
fal.grok_imagine_video.image_to_video(prompt="a cat", image_url=7)  # WRONG no file
inference(positivePrompt="a cat", inputs={"video": [Path("a.mp4")]})  # WRONG several files
text_to_video(prompt=Path("a.txt"))  # WRONG a file for a text
aimlapi.grok_imagine_video.generate(prompt="a cat", image_url=Path("a.png"))  # WRONG addresses alone
cloudflare.grok_imagine_video.run(image={"url": Path("a.png")})  # WRONG addresses alone
cloudflare.grok_imagine_video.run(image={"url": b"..."})  # WRONG addresses alone
