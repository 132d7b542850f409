namespace EdgeIsolates;

/// <summary>A service of the host that functions may bind by its name.</summary>
/// <param name="Name">Its name.</param>
/// <param name="Open">Opens it for one isolate.</param>
/// <param name="Contract">Its declarations, when they are known.</param>
internal sealed record HostBinding(string Name, Func<IServiceProvider, BindingContext, IBinding> Open, EdgeBindingContract? Contract);
