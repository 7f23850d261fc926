"""Calls that type checkers must refuse: each line that ends in a mark has an error, and no other has."""

# fmt: off
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
