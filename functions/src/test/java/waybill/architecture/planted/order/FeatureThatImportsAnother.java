package waybill.architecture.planted.order;

import waybill.architecture.planted.payment.SomePayment;

record FeatureThatImportsAnother(SomePayment payment) {}
