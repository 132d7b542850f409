namespace EdgeIsolates;

/// <summary>
/// Makes the bindings of one type: what functions find in <c>env</c> under the names that their configuration gives. Registered as a singleton service;
/// there is one per <see cref="Type"/>. Safe for use from any thread.
/// </summary>
public interface IBindingProvider
{
    /// <summary>The <c>type</c> in a function's configuration, such as <c>kv</c>.</summary>
    string Type { get; }

    /// <summary>The names of the settings that a binding of this type may have, beside <c>type</c>: others are refused at deploy, so that a misspelt one is not passed over.</summary>
    /// <value>The default is <see langword="null"/>: whatever <see cref="Check"/> takes.</value>
    IReadOnlyCollection<string>? SettingNames => null;

    /// <summary>Looks at a binding when its function is deployed.</summary>
    /// <param name="name">Its name in <c>env</c>.</param>
    /// <param name="binding">What the configuration says about it.</param>
    /// <returns>A sentence for each thing that is wrong; none when it can be opened.</returns>
    IEnumerable<string> Check(string name, FunctionBinding binding);

    /// <summary>Opens a binding for one isolate; must be quick, as it is part of the cold start. A binding that is disposable is disposed with its isolate.</summary>
    /// <param name="context">Whose binding it is.</param>
    /// <returns>The binding.</returns>
    IBinding Open(BindingContext context);
}
