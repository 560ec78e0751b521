"""A receiver of aiosmtpd that discards; prints its port. Ends at once where that is not installed."""
import asyncio

from aiosmtpd.smtp import SMTP


class Discarding:
    async def handle_DATA(self, server, session, envelope):
        return "250 2.0.0 discarded"


async def serve():
    loop = asyncio.get_running_loop()
    server = await loop.create_server(lambda: SMTP(Discarding(), loop=loop), "127.0.0.1", 0)
    print(server.sockets[0].getsockname()[1], flush=True)
    await server.serve_forever()


asyncio.run(serve())
