namespace EdgeIsolates;

/// <summary>
/// Lets functions call an interface of the host. A source generator makes what translates between JavaScript and the interface; the host says under which name by
/// <c>AddBinding&lt;T&gt;(name)</c>. Each method returns a task and becomes an asynchronous method in <c>env</c>, without its <c>Async</c> and in camel case:
/// <c>GetAsync</c> is <c>get</c>. Parameters of type <see cref="CancellationToken"/>, <see cref="BindingCall"/> and <see cref="BindingContext"/> are given by the runtime.
/// </summary>
[AttributeUsage(AttributeTargets.Interface, Inherited = false)]
public sealed class EdgeBindingAttribute : Attribute;
