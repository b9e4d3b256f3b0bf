package waybill.architecture.planted.outbox;

import waybill.architecture.planted.payment.SomePayment;

record OutboxThatKnowsAFeature(SomePayment payment) {}
