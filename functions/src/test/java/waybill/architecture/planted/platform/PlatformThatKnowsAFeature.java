package waybill.architecture.planted.platform;

import waybill.architecture.planted.payment.SomePayment;

record PlatformThatKnowsAFeature(SomePayment payment) {}
