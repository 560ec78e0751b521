using BenchmarkDotNet.Running;
using Pabal.Bench;

// "compare" sets Pabal beside Python's email package; "measure" is its half of that, in a process of its own. Anything else is BenchmarkDotNet's.
switch (args)
{
    case ["compare"]:
        await Comparison.PrintAsync();
        break;
    case ["measure", var file]:
        await Comparison.MeasureAsync(file);
        break;
    default:
        BenchmarkSwitcher.FromAssembly(typeof(ComposeBenchmarks).Assembly).Run(args);
        break;
}
