"""An Android recording: the steps of any mobile one, and the life of its activities."""

from devrev_sessions.sandbox.telling.mobile import OS_INPUT, MobileStory

APPEAR = ("created", "started", "resumed")
REAPPEAR = ("started", "resumed")


class AndroidStory(MobileStory):
    """A story on Android, where an activity that is left stops only after the next one has resumed."""

    def cold_start(self) -> None:
        """The app is opened fresh, on the story's first screen."""
        self.launch()
        self._life(self.screen, APPEAR, 120)
        self.wait(0.3)

    def hot_start(self) -> None:
        """The app comes back from the background."""
        self.launch()
        self._life(self.screen, REAPPEAR, 30)
        self.wait(0.1)

    def open(self, screen: str) -> None:
        """A new activity opens over the one that is seen."""
        left = self.screen
        self._life(left, ("paused",), 4)
        self._life(screen, APPEAR, 22)
        self._life(left, ("stopped", "saved_instance_state"), self.dice.between(480, 640))
        self._seen(screen)

    def replace(self, screen: str) -> None:
        """A new activity takes the place of the one that is seen, as after a splash screen."""
        left = self.screen
        self._life(left, ("paused",), 4)
        self._life(screen, APPEAR, 22)
        self._life(left, ("stopped", "destroyed"), self.dice.between(480, 640))
        self._seen(screen)

    def back(self, screen: str) -> None:
        """The back button closes the activity that is seen; the one below it returns."""
        left = self.screen
        self.put("user", "back_button_pressed", {"input_type": OS_INPUT})
        self._life(left, ("paused",), 9)
        self._life(screen, REAPPEAR, 20)
        self._life(left, ("stopped", "destroyed"), self.dice.between(420, 580))
        self._seen(screen)

    def leave(self) -> None:
        """The home button sends the app to the background."""
        self.put("user", "home_button_pressed", {"input_type": OS_INPUT})
        self._life(self.screen, ("paused",), 12)
        self._life(self.screen, ("stopped", "saved_instance_state"), 530)
        self.wait(0.6)

    def _seen(self, screen: str) -> None:
        self.wait(0.1)
        self.show(screen)

    def _life(self, screen: str, names: tuple[str, ...], after_ms: int) -> None:
        for count, name in enumerate(names):
            self.put("system", name, {"input_type": OS_INPUT}, after_ms=after_ms + 11 * count, screen=screen)
