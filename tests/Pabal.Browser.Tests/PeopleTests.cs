using Microsoft.Playwright;
using static Pabal.Browser.Tests.Reader;

namespace Pabal.Browser.Tests;

/// <summary>The page for everybody: by keyboard alone, with a screen reader, on a phone, in the dark, in Korean.</summary>
public sealed class PeopleTests(Chromium chromium)
{
    private static readonly BrowserNewContextOptions Phone = new() { ViewportSize = new ViewportSize { Width = 390, Height = 844 }, HasTouch = true };

    [Fact]
    public async Task Everything_is_done_by_keyboard()
    {
        await using var reader = await SitDownAsync(chromium);
        foreach (var subject in new[] { "First", "Second", "Third" })
            await reader.SendAsync(Letters.Plain(subject));
        await Expect(reader.Rows).ToHaveCountAsync(3);
        await reader.PressAsync("j");
        await Expect(reader.Subject).ToHaveTextAsync("Third");
        await Expect(reader.Rows.First).ToBeFocusedAsync();
        await reader.PressAsync("j", "ArrowDown");
        await Expect(reader.Subject).ToHaveTextAsync("First");
        await reader.PressAsync("k");
        await Expect(reader.Subject).ToHaveTextAsync("Second");
        await reader.PressAsync("Enter");
        await Expect(reader.Subject).ToBeFocusedAsync();
        await reader.PressAsync("4");
        await Expect(reader.Page.GetByRole(AriaRole.Tab, new() { Name = "Checks" })).ToHaveAttributeAsync("aria-selected", "true");
        await reader.Page.GetByRole(AriaRole.Tab, new() { Name = "Checks" }).FocusAsync();
        await reader.PressAsync("ArrowRight");
        await Expect(reader.Page.GetByRole(AriaRole.Tab, new() { Name = "SMTP" })).ToBeFocusedAsync();
        await Expect(reader.Panel).ToContainTextAsync("EHLO");
        await reader.PressAsync("Escape");
        await Expect(reader.Rows.Nth(1)).ToBeFocusedAsync();
        await reader.PressAsync("Delete");
        await Expect(reader.Rows).ToHaveCountAsync(2);
        await Expect(reader.Subject).ToHaveTextAsync("First");
        await Expect(reader.Rows.Nth(1)).ToBeFocusedAsync();
        await reader.PressAsync("/");
        await Expect(reader.Page.GetByRole(AriaRole.Searchbox)).ToBeFocusedAsync();
        await reader.Page.Keyboard.TypeAsync("jk?#");
        Assert.Equal(2, reader.Store.Count);
        await Expect(reader.Page.GetByRole(AriaRole.Dialog)).ToHaveCountAsync(0);
    }

    [Fact]
    public async Task The_keys_are_explained_and_can_be_switched_off()
    {
        await using var reader = await SitDownAsync(chromium);
        await reader.SendAsync(Letters.Plain());
        await Expect(reader.Rows).ToHaveCountAsync(1);
        await reader.PressAsync("?");
        var dialog = reader.Page.GetByRole(AriaRole.Dialog, new() { Name = "Shortcuts" });
        await Expect(dialog).ToBeVisibleAsync();
        await dialog.GetByLabel("Use single keys").UncheckAsync();
        await reader.PressAsync("Escape");
        await Expect(dialog).ToHaveCountAsync(0);
        await reader.PressAsync("j", "?");
        await Expect(reader.Page.GetByRole(AriaRole.Dialog)).ToHaveCountAsync(0);
        await Expect(reader.Page.Locator("main")).ToContainTextAsync("Choose a mail to read it.");
    }

    [Fact]
    public async Task Every_control_has_a_name_and_a_mail_has_one_stop_in_the_list()
    {
        await using var reader = await SitDownAsync(chromium);
        await reader.SendAsync(Letters.Plain("First"));
        await reader.SendAsync(Letters.Welcome);
        await Expect(reader.Rows).ToHaveCountAsync(2);
        await reader.Rows.First.ClickAsync();
        await Expect(reader.Page.Locator("iframe")).ToBeVisibleAsync();
        foreach (var tab in await reader.Page.GetByRole(AriaRole.Tab).AllAsync())
        {
            await tab.ClickAsync();
            var nameless = await reader.Page.EvaluateAsync<string[]>("""
                () => [...document.querySelectorAll('button, a[href], input, select, textarea, iframe, img, [role=tablist], [role=tabpanel], nav, meter')]
                  .filter(one => one.checkVisibility() && !one.closest('[aria-hidden=true]'))
                  .filter(one => !(one.getAttribute('aria-label') || one.title || one.alt === '' || one.alt || one.innerText?.trim() || one.textContent.trim() || one.labels?.length
                    || document.getElementById(one.getAttribute('aria-labelledby'))?.textContent.trim()))
                  .map(one => one.outerHTML)
                """);
            Assert.Empty(nameless);
        }
        Assert.Equal(1, await reader.Page.Locator(".row[tabindex='0']").CountAsync());
        Assert.Equal(1, await reader.Page.GetByRole(AriaRole.Tab).And(reader.Page.Locator("[tabindex='0']")).CountAsync());
        await Expect(reader.Page.GetByRole(AriaRole.Main)).ToHaveCountAsync(1);
        await Expect(reader.Page.GetByRole(AriaRole.Navigation, new() { Name = "Inbox" })).ToHaveCountAsync(1);
        await Expect(reader.Page.GetByRole(AriaRole.Search)).ToHaveCountAsync(1);
        Assert.Equal(0, await reader.Page.EvaluateAsync<int>("() => { const ids = [...document.querySelectorAll('[id]')].map(one => one.id); return ids.length - new Set(ids).size; }"));
    }

    [Fact]
    public async Task Tab_goes_from_skip_link_through_bar_and_side_to_list_and_mail()
    {
        await using var reader = await SitDownAsync(chromium);
        await reader.SendAsync(Letters.Plain());
        await reader.Rows.First.ClickAsync();
        await Expect(reader.Subject).ToBeVisibleAsync();
        await reader.Page.ReloadAsync();
        await Expect(reader.Subject).ToBeVisibleAsync();
        await reader.PressAsync("Tab");
        var stops = new List<string>();
        for (var i = 0; i < 30; i++)
        {
            stops.Add(await reader.Page.EvaluateAsync<string>("() => { const at = document.activeElement; return at.closest('.skip, .bar, .side, .list, main')?.className || 'main'; }"));
            await reader.PressAsync("Tab");
        }
        Assert.Equal(["skip", "bar", "side", "list", "message"], stops.Distinct().Where(stop => stop is "skip" or "bar" or "side" or "list" or "message"));
    }

    [Fact]
    public async Task On_a_phone_list_and_mail_take_turns()
    {
        await using var reader = await SitDownAsync(chromium, Phone);
        await reader.SendAsync(Letters.Welcome);
        await Expect(reader.Rows).ToHaveCountAsync(1);
        await Expect(reader.Page.Locator("main")).ToBeHiddenAsync();
        await reader.Rows.First.TapAsync();
        await Expect(reader.Subject).ToBeFocusedAsync();
        await Expect(reader.Rows.First).ToBeHiddenAsync();
        await AllFitsAsync(reader);
        await reader.Page.GetByRole(AriaRole.Button, new() { Name = "Back to the list" }).TapAsync();
        await Expect(reader.Rows.First).ToBeVisibleAsync();
        await Expect(reader.Rows.First).ToBeFocusedAsync();
        await reader.Page.GetByRole(AriaRole.Button, new() { Name = "Menu" }).TapAsync();
        await AllFitsAsync(reader);
        await reader.Page.GetByRole(AriaRole.Button, new() { Name = "With attachments" }).TapAsync();
        await Expect(reader.Page.GetByRole(AriaRole.Navigation)).ToBeHiddenAsync();
        await Expect(reader.Rows).ToHaveCountAsync(1);
        await reader.Rows.First.TapAsync();
        await reader.Page.GoBackAsync();
        await Expect(reader.Rows.First).ToBeVisibleAsync();
    }

    [Fact]
    public async Task The_page_speaks_korean()
    {
        await using var reader = await SitDownAsync(chromium, new() { Locale = "ko-KR" });
        await Expect(reader.Subject).ToHaveTextAsync("아직 메일이 없습니다");
        await reader.SendAsync(Letters.Welcome);
        await reader.Rows.First.ClickAsync();
        await Expect(reader.Page.Locator("html")).ToHaveAttributeAsync("lang", "ko");
        await Expect(reader.Page.GetByRole(AriaRole.Tab, new() { Name = "헤더" })).ToBeVisibleAsync();
        await reader.Page.GetByRole(AriaRole.Searchbox).FillAsync("has:nothing");
        await Expect(reader.Page.GetByRole(AriaRole.Alert)).ToContainTextAsync("has:attachment를 쓰십시오");
        await reader.Page.GetByRole(AriaRole.Button, new() { Name = "English" }).ClickAsync();
        await Expect(reader.Page.GetByRole(AriaRole.Tab, new() { Name = "Headers" })).ToBeVisibleAsync();
        await reader.Page.ReloadAsync();
        await Expect(reader.Page.GetByRole(AriaRole.Tab, new() { Name = "Headers" })).ToBeVisibleAsync();
    }

    [Theory]
    [InlineData(ColorScheme.Light)]
    [InlineData(ColorScheme.Dark)]
    public async Task Text_can_be_read_on_its_background(ColorScheme scheme)
    {
        await using var reader = await SitDownAsync(chromium, new() { ColorScheme = scheme });
        await reader.SendAsync(Letters.Plain());
        await reader.SendAsync("From: a@example.com\nTo: b@example.com\nSubject: one\nSubject: two\n\nno end");
        await Expect(reader.Rows).ToHaveCountAsync(2);
        await reader.Rows.First.ClickAsync();
        foreach (var tab in new[] { "Checks", "Headers", "SMTP", "Parts" })
        {
            await reader.TabAsync(tab);
            await Expect(reader.Panel.Locator("*").First).ToBeVisibleAsync();
            Assert.Empty(await reader.Page.EvaluateAsync<string[]>(Contrast));
        }
        var desk = await reader.Page.EvaluateAsync<string>("() => getComputedStyle(document.body).backgroundColor");
        Assert.Equal(scheme == ColorScheme.Dark ? "rgb(15, 19, 21)" : "rgb(245, 241, 233)", desk);
    }

    [Fact]
    public async Task The_theme_can_be_chosen_and_stays()
    {
        await using var reader = await SitDownAsync(chromium, new() { ColorScheme = ColorScheme.Light });
        await reader.Page.GetByRole(AriaRole.Button, new() { Name = "Theme: system" }).ClickAsync();
        await reader.Page.GetByRole(AriaRole.Button, new() { Name = "Theme: light" }).ClickAsync();
        await Expect(reader.Page.Locator("body")).ToHaveCSSAsync("background-color", "rgb(15, 19, 21)");
        await reader.Page.ReloadAsync();
        await Expect(reader.Page.Locator("body")).ToHaveCSSAsync("background-color", "rgb(15, 19, 21)");
    }

    // No scrolling sideways, and targets for fingers (WCAG 2.2, 2.5.8 and 1.4.10).
    private static async Task AllFitsAsync(Reader reader)
    {
        Assert.Equal(390, await reader.Page.EvaluateAsync<int>("() => document.documentElement.scrollWidth"));
        Assert.Empty(await reader.Page.EvaluateAsync<string[]>("""
            () => [...document.querySelectorAll('button, a[href], input, [role=tab]')]
              .filter(one => one.checkVisibility() && !one.matches('.skip, .search input'))
              .map(one => ({ one, box: one.getBoundingClientRect() }))
              .filter(({ box }) => box.height < 43.5 || box.width < 43.5)
              .map(({ one, box }) => `${one.outerHTML} ${box.width} x ${box.height}`)
            """));
    }

    // Contrast of WCAG 2.2, 1.4.3: 4.5, or 3 where letters are large.
    private const string Contrast = """
        () => {
          const parse = text => text.match(/[\d.]+/g).map(Number);
          const light = ([r, g, b]) => [r, g, b].map(c => c / 255).map(c => c <= 0.03928 ? c / 12.92 : ((c + 0.055) / 1.055) ** 2.4).reduce((sum, c, i) => sum + c * [0.2126, 0.7152, 0.0722][i], 0);
          const behind = one => { for (; one; one = one.parentElement) { const c = parse(getComputedStyle(one).backgroundColor); if (c.length < 4 || c[3] > 0) return c; } return [255, 255, 255]; };
          const poor = [];
          for (const one of document.querySelectorAll('body *')) {
            const own = [...one.childNodes].some(node => node.nodeType === 3 && node.textContent.trim());
            if (!own || !one.checkVisibility() || one.closest('.quiet, :disabled, iframe')) continue;
            const style = getComputedStyle(one);
            const [a, b] = [light(parse(style.color)), light(behind(one))].sort((x, y) => y - x);
            const ratio = (a + 0.05) / (b + 0.05);
            const isLarge = parseFloat(style.fontSize) >= 24 || (parseFloat(style.fontSize) >= 18.6 && style.fontWeight >= 700);
            if (ratio < (isLarge ? 3 : 4.5)) poor.push(`${ratio.toFixed(2)} ${one.outerHTML}`);
          }
          return poor;
        }
        """;
}
