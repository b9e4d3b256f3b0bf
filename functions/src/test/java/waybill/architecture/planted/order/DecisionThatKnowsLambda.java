package waybill.architecture.planted.order;

import com.amazonaws.services.lambda.runtime.events.SQSEvent;

record DecisionThatKnowsLambda(SQSEvent event) {}
