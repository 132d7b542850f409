namespace Microsoft.Extensions.DependencyInjection;

/// <summary>What <c>AddEdgeIsolates</c> returns: every further choice (stores, logs, bindings) is an extension method on it.</summary>
public interface IEdgeIsolatesBuilder
{
    /// <summary>The host's services.</summary>
    IServiceCollection Services { get; }
}
