package waybill.architecture.planted.message;

import waybill.architecture.planted.payment.SomePayment;

record MessageThatKnowsAFeature(SomePayment payment) {}
