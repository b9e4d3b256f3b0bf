package waybill.architecture.planted.order;

import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

record DecisionThatKnowsTheSdk(AttributeValue value) {}
