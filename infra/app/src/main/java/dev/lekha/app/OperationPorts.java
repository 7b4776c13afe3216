package dev.lekha.app;

import dev.lekha.kernel.Log;
import dev.lekha.kernel.groups.MemberSearch;
import dev.lekha.projection.Views;
import dev.lekha.query.MemberChoice;
import dev.lekha.query.Positions;
import java.time.Clock;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** What the door of operations asks of the views, in processes that answer no queries too. */
@Configuration(proxyBeanMethods = false)
class OperationPorts {
    @Bean
    MemberSearch members(Views views, Clock clock, Positions positions, Log log) {
        return new MemberChoice(views, clock, positions, log, MemberSearch.MOST);
    }
}
