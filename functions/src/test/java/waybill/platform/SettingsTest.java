package waybill.platform;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SettingsTest {

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        " ",
        "https://dynamodb.eu-west-1.amazonaws.com",
        "https://DynamoDB.EU-West-1.AmazonAWS.com.",
        "https://dynamodb.eu-west-1.api.aws",
        "https://dynamodb.cn-north-1.amazonaws.com.cn",
        "https://dynamodb.eusc-de-east-1.amazonaws.eu",
        "https://dynamodb.us-iso-east-1.c2s.ic.gov",
        "https://vpce-0a1b-xyz.dynamodb.us-east-1.vpce.amazonaws.com",
        "https://amazonaws.com",
      })
  void at_any_address_of_aws_secrets_are_sealed_by_kms(String endpointUrl) {
    assertThat(settings(endpointUrl).hasKms()).isTrue();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "http://localhost:4566",
        "http://127.0.0.1:8000",
        "http://host.docker.internal:8000",
        "http://localhost.localstack.cloud:4566",
        "http://[::1]:8000",
        "http://amazonaws.com.example:80",
        "http://notamazonaws.com",
      })
  void at_an_emulator_secrets_are_sealed_by_the_development_key(String endpointUrl) {
    Settings settings = settings(endpointUrl);
    assertThat(settings.hasKms()).isFalse();
    assertThat(Clients.secretsKey(settings, new Random(1))).isInstanceOf(DevelopmentKey.class);
  }

  @Test
  void the_key_in_kms_goes_by_the_stacks_name() {
    assertThat(settings("").secretsKey()).isEqualTo("alias/shop-secrets");
  }

  private static Settings settings(String endpointUrl) {
    return Settings.of(Map.of("STACK_NAME", "shop", "ENDPOINT_URL", endpointUrl));
  }
}
