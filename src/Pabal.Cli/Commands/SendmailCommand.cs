using System.CommandLine;
using Pabal.Cli.Sendmailing;
using static Pabal.Localized;

namespace Pabal.Cli.Commands;

/// <summary><c>pabal sendmail</c> in the list of commands and on its help page; what it is called with, <see cref="SendmailArguments"/> reads before anything else.</summary>
internal sealed class SendmailCommand() : Command(SendmailArguments.Name, Say("What programs expect of /usr/sbin/sendmail: cron, git send-email, PHP mail().", "cron, git send-email, PHP mail()이 부르는 /usr/sbin/sendmail을 대신합니다."));
