package dev.lekha.command.charging;

import static org.assertj.core.api.Assertions.assertThat;

import dev.lekha.kernel.Rational;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SenmlUnitsTest {
    @ParameterizedTest
    @CsvSource({
        "kWh,kWh,1",
        "Wh,kWh,1/1000",
        "kWh,Wh,1000",
        "J,kWh,1/3600000",
        "kWh,J,3600000",
        "m3,l,1000",
        "l,m3,1/1000",
        "KiB,B,1024",
        "B,KiB,1/1024",
        "GB,B,1000000000",
        "B,bit,8",
        "KiB,GB,4/3906250",
        "min,h,1/60",
        "h,s,3600",
        "kvarh,varh,1000",
        "kg,g,1000",
        "furlong,furlong,1",
        "'','',1"
    })
    void units_of_one_quantity_convert_exactly(String from, String to, String factor) {
        assertThat(SenmlUnits.factor(from, to)).contains(Rational.parse(factor));
    }

    @Test
    void units_of_different_quantities_do_not() {
        assertThat(SenmlUnits.factor("kWh", "m3")).isEmpty();
        assertThat(SenmlUnits.factor("kWh", "kW")).isEmpty();
        assertThat(SenmlUnits.factor("kWh", "kVAh")).isEmpty();
        assertThat(SenmlUnits.factor("", "kWh")).isEmpty();
        assertThat(SenmlUnits.factor("furlong", "m")).isEmpty();
    }
}
