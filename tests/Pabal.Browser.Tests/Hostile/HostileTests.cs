using Microsoft.Playwright;

namespace Pabal.Browser.Tests.Hostile;

/// <summary>
/// Mails full of scripts, forms, tricks of style and trackers, each opened in every view by a Chromium for which every name but 127.0.0.1 leads to a server that
/// listens. None may run anything, leave the page, open a window, or call anywhere, not even to ask for a name.
/// </summary>
public sealed class HostileTests(Chromium chromium)
{
    private static readonly string[] Views = ["html", "text", "headers", "structure", "checks", "smtp", "source"];

    [Fact]
    public async Task None_of_them_does_anything_in_any_view()
    {
        await using var trap = await Trap.SetAsync(chromium);
        var mails = HostileMail.All().ToList();
        Assert.True(mails.Count >= 150);
        foreach (var mail in mails)
            trap.Whose[await trap.SendAsync(mail.Message)] = mail.What;
        await trap.Page.GotoAsync(trap.Address);
        await Assertions.Expect(trap.Page.Locator(".row")).Not.ToHaveCountAsync(0);
        foreach (var (id, what) in trap.Whose)
        {
            trap.Now = what;
            Assert.InRange(await trap.Page.EvaluateAsync<int>(Walk, new { id, views = Views }), Views.Length - 2, Views.Length);
        }
        Assert.Empty(await trap.SprungAsync());
    }

    // Goes through the views of one mail as the tabs do, and waits for each; tells how many there were.
    private const string Walk = """
        async ({ id, views }) => {
          const until = async (test, what) => {
            for (let i = 0; !test(); i++) {
              if (i > 500) throw new Error(`${what} of ${id} does not come`);
              await new Promise(go => setTimeout(go, 10));
            }
          };
          location.hash = `#/${id}`;
          await until(() => document.querySelector('.row[aria-current]')?.dataset.id === id || !document.querySelector(`.row[data-id="${id}"]`), 'the row');
          await until(() => document.querySelector('#download')?.href.includes(id) && !document.querySelector('main[aria-busy]'), 'the mail');
          let seen = 0;
          for (const view of views) {
            const tab = document.querySelector(`#tab-${view}`);
            if (!tab) continue;
            tab.click();
            const frame = document.querySelector('iframe');
            if (frame) await new Promise(done => { frame.addEventListener('load', done, { once: true }); setTimeout(done, 1500); });
            await until(() => document.querySelector('#panel').dataset.view === view && document.querySelector('#panel').children.length > 0, view);
            seen++;
          }
          return seen;
        }
        """;
}
