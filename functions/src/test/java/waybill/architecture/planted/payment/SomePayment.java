package waybill.architecture.planted.payment;

public record SomePayment(String id) {}
