using BenchmarkDotNet.Running;
using Pabal.Bench;

// "compare" sets Pabal beside Python's email package and the framework's own; "measure" is one cell of that, in a process of its own. "growth" is for hostile messages, "send" for whole sessions, "start" for the program, "serve" for the server, "inbox-search" for the development inbox. Anything else is BenchmarkDotNet's.
switch (args)
{
    case ["compare", .. var names]:
        await Comparison.PrintAsync(names);
        break;
    case ["send"]:
        await Sending.PrintAsync();
        break;
    case ["start", var pabal]:
        await Starting.PrintAsync(pabal);
        break;
    case ["sending" or "sending.net", var port, var count]:
        await Sending.MeasureAsync(args[0], int.Parse(port, null), int.Parse(count, null));
        break;
    case ["serve"]:
        await Serving.PrintAsync();
        break;
    case ["serving", var listen]:
        await Serving.ServeAsync(listen);
        break;
    case ["growth", .. var families]:
        await Growth.PrintAsync(families);
        break;
    case ["inbox-search"]:
        await InboxSearch.PrintAsync();
        break;
    case ["measure", var name, var file]:
        await Measurement.PrintAsync(name, file);
        break;
    default:
        BenchmarkSwitcher.FromAssembly(typeof(ComposeBenchmarks).Assembly).Run(args);
        break;
}
