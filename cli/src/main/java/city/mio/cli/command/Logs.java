package city.mio.cli.command;

import java.nio.file.Path;
import org.apache.logging.log4j.Level;
import org.apache.logging.log4j.core.config.Configurator;
import org.apache.logging.log4j.core.config.builder.api.AppenderComponentBuilder;
import org.apache.logging.log4j.core.config.builder.api.ConfigurationBuilder;
import org.apache.logging.log4j.core.config.builder.api.ConfigurationBuilderFactory;
import org.apache.logging.log4j.core.config.builder.impl.BuiltConfiguration;

/** Where the log goes: all of it to a file, what a person must see to standard error. */
final class Logs {

    private Logs() {}

    /** From now on everything goes to this file, and only Mio's warnings and others' errors to standard error. */
    static void toFile(Path file) {
        ConfigurationBuilder<BuiltConfiguration> b = ConfigurationBuilderFactory.newConfigurationBuilder();
        b.setShutdownHook("disable");
        b.setStatusLevel(Level.ERROR);
        AppenderComponentBuilder toFile = b.newAppender("file", "RollingFile")
                .addAttribute("fileName", file.toString())
                .addAttribute("filePattern", file + ".%i.gz")
                .add(b.newLayout("PatternLayout").addAttribute("pattern", "%d{ISO8601} %-5p [%t] %c{1.} %m%n%ex"))
                .addComponent(b.newComponent("SizeBasedTriggeringPolicy").addAttribute("size", "50MB"))
                .addComponent(b.newComponent("DefaultRolloverStrategy").addAttribute("max", "3"));
        AppenderComponentBuilder toErr = b.newAppender("stderr", "Console")
                .addAttribute("target", "SYSTEM_ERR")
                .add(b.newLayout("PatternLayout").addAttribute("pattern", "%level{lowerCase=true}: %m%n%ex{0}"));
        b.add(toFile).add(toErr);
        b.add(b.newLogger("org.apache.activemq.audit", Level.OFF));
        b.add(b.newLogger("org.apache.flink.metrics.MetricGroup", Level.ERROR));
        b.add(b.newLogger("org.apache.kafka.clients.consumer.ConsumerConfig", Level.WARN));
        b.add(b.newLogger("org.apache.kafka.clients.producer.ProducerConfig", Level.WARN));
        b.add(b.newLogger("city.mio", Level.INFO)
                .addAttribute("additivity", false)
                .add(b.newAppenderRef("file"))
                .add(b.newAppenderRef("stderr").addAttribute("level", Level.WARN)));
        b.add(b.newRootLogger(Level.INFO).add(b.newAppenderRef("file")));
        Configurator.reconfigure(b.build());
    }
}
