namespace EdgeIsolates.AspNetCore;

/// <summary>One function among all of them: without its versions, which its own endpoint tells.</summary>
internal sealed record FunctionFiguresDescription(string Name, FiguresDescription Total, IReadOnlyList<PointDescription> Series)
{
    public static FunctionFiguresDescription Of(FunctionMetrics metrics) =>
        new(metrics.FunctionName, FiguresDescription.Of(metrics.Total), PointDescription.Of(metrics.Series));
}
