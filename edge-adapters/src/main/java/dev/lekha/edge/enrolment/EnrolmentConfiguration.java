package dev.lekha.edge.enrolment;

import dev.lekha.edge.FaultyInformation;
import dev.lekha.kernel.Commands;
import dev.lekha.kernel.provisioning.DeviceAuthorities;
import dev.lekha.kernel.provisioning.DeviceConfigurations;
import java.time.InstantSource;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** Wires enrolment, for the doors by which devices come. */
@Configuration(proxyBeanMethods = false)
class EnrolmentConfiguration {
    @Bean
    Enrolment enrolment(DeviceAuthorities authorities, Commands commands, InstantSource clock) {
        return new Enrolment(
                authorities, commands, new FaultyInformation("enrolment", commands, clock), clock);
    }

    @Bean
    HandingOut handingOut(
            DeviceConfigurations configurations, Commands commands, InstantSource clock) {
        return new HandingOut(configurations, commands, clock);
    }

    @Bean
    Challenges enrolmentChallenges(InstantSource clock) {
        return new Challenges(clock);
    }
}
