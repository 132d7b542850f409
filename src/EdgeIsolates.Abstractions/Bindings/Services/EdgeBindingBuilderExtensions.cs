using EdgeIsolates;

namespace Microsoft.Extensions.DependencyInjection;

/// <summary>Offers the host's own services to functions.</summary>
public static class EdgeBindingBuilderExtensions
{
    /// <summary>
    /// Offers a service of the host: functions whose configuration says <c>"INVENTORY": { "type": "host", "name": "inventory" }</c> call it as <c>env.INVENTORY</c>. It is
    /// resolved for each request in a scope of that request.
    /// </summary>
    /// <typeparam name="TService">An interface with <see cref="EdgeBindingAttribute"/> that the host has registered as a service.</typeparam>
    /// <param name="builder">The builder.</param>
    /// <param name="name">The name that functions bind it by; a binding that names none takes its own name in <c>env</c>.</param>
    /// <param name="configure">Sets limits of its calls and declares its exceptions.</param>
    /// <returns>The same builder.</returns>
    /// <exception cref="ArgumentException">A limit that nothing could keep.</exception>
    /// <exception cref="InvalidOperationException">The interface has no <see cref="EdgeBindingAttribute"/>, or its project does not run the source generator.</exception>
    public static IEdgeIsolatesBuilder AddBinding<TService>(this IEdgeIsolatesBuilder builder, string name, Action<HostBindingOptions>? configure = null)
        where TService : class
    {
        EdgeBindingContract contract = EdgeBindingContracts.Find<TService>()
            ?? throw new InvalidOperationException($"{typeof(TService)} has no contract: put [EdgeBinding] on the interface, in a project that references EdgeIsolates.");
        return builder.Add(name, (_, _) => new ContractBinding(contract), contract, configure);
    }

    /// <summary>Offers a binding that the host makes itself.</summary>
    /// <param name="builder">The builder.</param>
    /// <param name="name">The name that functions bind it by.</param>
    /// <param name="open">Makes it, once for each isolate; it is given the host's root services.</param>
    /// <param name="configure">Sets limits of its calls and declares its exceptions.</param>
    /// <returns>The same builder.</returns>
    /// <exception cref="ArgumentException">A limit that nothing could keep.</exception>
    public static IEdgeIsolatesBuilder AddBinding(
        this IEdgeIsolatesBuilder builder,
        string name,
        Func<IServiceProvider, BindingContext, IBinding> open,
        Action<HostBindingOptions>? configure = null)
    {
        ArgumentNullException.ThrowIfNull(open);
        return builder.Add(name, open, null, configure);
    }

    private static IEdgeIsolatesBuilder Add(
        this IEdgeIsolatesBuilder builder,
        string name,
        Func<IServiceProvider, BindingContext, IBinding> open,
        EdgeBindingContract? contract,
        Action<HostBindingOptions>? configure)
    {
        ArgumentNullException.ThrowIfNull(builder);
        ArgumentException.ThrowIfNullOrEmpty(name);
        builder.Services.AddSingleton(new HostBinding(name, configure is null ? open : Bounded(name, open, configure), contract));
        return builder;
    }

    private static Func<IServiceProvider, BindingContext, IBinding> Bounded(
        string name,
        Func<IServiceProvider, BindingContext, IBinding> open,
        Action<HostBindingOptions> configure)
    {
        var options = new HostBindingOptions();
        configure(options);
        options.Check(name);
        SemaphoreSlim? turns = options.MaxConcurrentCalls is { } most ? new SemaphoreSlim(most) : null;
        return (services, context) => new BoundedBinding(open(services, context), options, turns, services.GetService<TimeProvider>() ?? TimeProvider.System);
    }
}
