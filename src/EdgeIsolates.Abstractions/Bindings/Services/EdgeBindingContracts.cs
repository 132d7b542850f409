using System.ComponentModel;

namespace EdgeIsolates;

/// <summary>The contracts that the source generator made, by their interfaces. Safe for use from any thread.</summary>
[EditorBrowsable(EditorBrowsableState.Never)]
public static class EdgeBindingContracts
{
    /// <summary>Called by generated code when its assembly is loaded.</summary>
    /// <typeparam name="TService">The interface.</typeparam>
    /// <param name="contract">How it is called.</param>
    public static void Add<TService>(EdgeBindingContract contract)
        where TService : class => Of<TService>.Contract = contract;

    /// <summary>The contract of an interface.</summary>
    /// <typeparam name="TService">The interface.</typeparam>
    /// <returns>The contract, or <see langword="null"/> when none was generated.</returns>
    public static EdgeBindingContract? Find<TService>()
        where TService : class
    {
        // The initializer of the interface's assembly may not have run yet.
        System.Runtime.CompilerServices.RuntimeHelpers.RunModuleConstructor(typeof(TService).Module.ModuleHandle);
        return Of<TService>.Contract;
    }

    private static class Of<TService>
    {
        public static EdgeBindingContract? Contract { get; set; }
    }
}
