/**
 * From: those who call an endpoint, or hold its deliveries. Does: decides, without any effect, when
 * an endpoint may be called: its breaker, its rate, its calls at once, what is held for it and when
 * that is looked at again. To: whoever writes the decision down ({@code GateStore}).
 */
package waybill.notify.gate;
