using Imaging;
using Stateless;
using Stateless.Graph;

namespace Cases;

public enum OrderState { New, Paid, Packed, Sent, Delivered, Returned, Cancelled, Open }

public enum OrderEvent { Pay, Pack, Send, Deliver, Return, Cancel, Note }

/// <summary>The life of an order.</summary>
public static partial class Workflow
{
    [ImageRoot(nameof(CreateOrder))]
    public static partial StateMachine<OrderState, OrderEvent> Order { get; }

    private static StateMachine<OrderState, OrderEvent> CreateOrder()
    {
        var log = new List<string>();
        var order = new StateMachine<OrderState, OrderEvent>(OrderState.New);
        StateMachine<OrderState, OrderEvent>.TriggerWithParameters<string> note = order.SetTriggerParameters<string>(OrderEvent.Note);
        order.Configure(OrderState.New).SubstateOf(OrderState.Open).Permit(OrderEvent.Pay, OrderState.Paid);
        order.Configure(OrderState.Open).Permit(OrderEvent.Cancel, OrderState.Cancelled).InternalTransition(note, (text, _) => log.Add(text));
        order.Configure(OrderState.Paid).SubstateOf(OrderState.Open).OnEntry(() => log.Add("paid")).PermitIf(OrderEvent.Pack, OrderState.Packed, () => log.Count > 0, "has a log");
        order.Configure(OrderState.Packed).Permit(OrderEvent.Send, OrderState.Sent).OnExit(transition => log.Add($"to {transition.Destination}"));
        order.Configure(OrderState.Sent).Permit(OrderEvent.Deliver, OrderState.Delivered).Permit(OrderEvent.Return, OrderState.Returned).Ignore(OrderEvent.Pay);
        order.Configure(OrderState.Delivered).OnEntry(() => log.Add("done")).PermitDynamic(OrderEvent.Return, () => log.Count > 3 ? OrderState.Returned : OrderState.Cancelled);
        return order;
    }

    public static string Digest()
    {
        string graph = UmlDotGraph.Format(Order.GetInfo());
        foreach (OrderEvent happened in (OrderEvent[])[OrderEvent.Pay, OrderEvent.Pack, OrderEvent.Send, OrderEvent.Pay, OrderEvent.Deliver])
        {
            Order.Fire(happened);
        }

        string permitted = string.Join(',', Order.PermittedTriggers);
        Order.Fire(OrderEvent.Return);
        return $"{Order.State} {permitted} {Order.CanFire(OrderEvent.Pack)} {graph}";
    }
}
