"""What finds personal data and credentials in an issue's texts. `stack` puts the detectors together."""

from workbench.adapters.anonymizer.model import RAMPART, Rampart
from workbench.adapters.anonymizer.stack import DetectorStack

__all__ = ["RAMPART", "DetectorStack", "Rampart"]
