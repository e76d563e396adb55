"""Common given names of Europe, the Americas, Asia and Africa, in small letters and without accents."""

from typing import Final

GIVEN_NAMES: Final = frozenset(
    """
    aaron abdul abdullah abigail adam adele adrian adriana agata agnes agnieszka ahmed aicha aisha alan alba albert
    alberto alejandra alejandro aleksander aleksandra alena alessandra alessandro alessia alex alexander alexandra
    alexandre alexei alexis alfonso alfred ali alice alicia alina alison allison alma alvaro amadou amanda amber
    amelie amelia amina amir amit amy ana anais anand anastasia anders andre andrea andreas andreea andrei andres
    andrew andrey andrzej angela angelica angelika angelo anil anita anja anke ann anna annabel anne anneke annette
    annika ansgar anthony antje antoine anton antonella antonia antonio antony anya aoife aranka archie ariana
    ariane arjun armin arne arnaud arthur artur arturo ashley asim astrid aude audrey aurelie aurelien ayesha aylin
    ayse bart bartek bartosz beata beatrice beatriz ben benedict benedikt benjamin benoit bernadette bernard bernd
    bernhard bert bertrand bianca bill birgit bjarne bjorn bob bogdan boris boubacar brandon brenda brendan brian
    bridget brigitte britta bruce bruno bryan burak camila camille candice carina carl carla carlo carlos carmen
    carol carolin carolina caroline carsten caterina catherine catriona cecile cecilia celine cesar chandra charlene
    charles charlie charlotte chiara chloe chris christa christel christian christiane christina christine christoph
    christophe christopher ciara cindy claire clara clare claudia claudine claudio clemens clement cleo colin
    colette conor constance cora corinna corinne cornelia craig cristian cristiano cristina cynthia cyril dagmar
    daisuke damian damien dan dana daniel daniela daniele danielle danuta daria dariusz darren dave david davide
    deborah debra deepak deirdre delphine denis denise dennis derek detlef diana diane diego dieter dimitri dina
    dirk dmitri dmitriy dmitry dolores dominik dominika dominique donald donna dora doris dorothea dorota douglas
    duncan dylan ebru eduard eduardo edward edwin eileen ekaterina elaine elena eleanor eleonora elias elif elisa
    elisabeth elise elizabeth elke ella ellen elodie elsa elvira emanuel emanuele emil emilia emilie emily emine
    emma emmanuel enrico enrique eric erica erik erika ernst erwin esteban esther etienne eugene eugenia eva evan
    evelyn evgeny ewa fabian fabien fabienne fabio fabrice fabrizio farid fatima fatma federica federico felicia
    felipe felix ferdinand fernanda fernando filip filippo fiona flavia flavio florence florent florian frances
    francesca francesco francis francisco franck francois francoise frank frans franz franziska fred frederic
    frederik freya friedrich fritz gabriel gabriela gabriele gabriella gabrielle gael gary gaelle geert geoff
    geoffrey georg george georges georgina gerald gerard gerd gerda gerhard gert gianluca gilbert gilles giorgio
    giovanna giovanni giulia giulio giuseppe gloria gonzalo gordon grace graham greg gregor gregory greta grzegorz
    guido guillaume guillermo gunnar gunter gunther gustav gustavo guy gwen hamza hanna hannah hannelore hannes hans
    harald harriet harry hassan heather hector heidi heike heiko heinrich heinz helen helena helene helga helmut
    hendrik henk henri henrik henry herbert herman hermann hilda hilde hiroshi holger horst hubert hugh hugo hussein
    ian ibrahim igor ilaria ilona ilse imran ines ingeborg ingo ingrid irena irene irina iris isaac isabel isabela
    isabella isabelle ismail istvan ivan ivana iveta ivo iwona jack jacek jackie jacob jacqueline jacques jakob
    jakub james jan jana jane janet janina janine janusz jaroslav jasmin jasmine jason javier jean jeanne jeff
    jeffrey jelena jennifer jens jeremy jerome jerzy jesper jessica jesus jill jim jiri joachim joan joana joanna
    joanne joao jochen joel joerg johan johann johanna johannes john johnny jolanta jonas jonathan joost jordan
    jorge jorg jose josef joseph josephine joshua joyce jozef juan juanita judith julia julian juliana julie julien
    juliette julio jun jurgen jussi justin justine justyna jutta kai kamil kamila karen karim karin karina karl
    karla karol karolina karsten kasia katarina katarzyna kate katharina katherine kathleen kathrin kathryn katie
    katja katrin kay kazimierz keith kelly ken kenneth kenji kerstin kevin khalid kim kimberly kirsten kirsty klaus
    konrad konstantin krishna kristen kristian kristin kristina krystyna krzysztof kurt kyle lara larissa lars lasse
    laszlo laura laurence laurent lauren lea leah leandro lech lee leila lena lennart leo leon leonardo leonie
    leonor leopold leslie leszek lidia lieke liliana lilian lina linda lisa livia lorena lorenzo lothar louis louisa
    louise luc luca lucas lucia lucie lucy ludmila ludwig luigi luis luisa lukas lukasz lutz lydia lynn maarten
    maciej maddalena madeleine madison magali magda magdalena magnus mahmoud maja malgorzata malik manfred manon
    manuel manuela mara marc marcel marcela marcello marcelo marcin marco marcos marcus marek margaret margarita
    margit margot margrit maria mariam marian mariana marianne marie marija marina mario marion marisa marjan mark
    markus marlene marta martha martin martina martine mary marzena massimo mateo mateusz mathias mathieu mathilde
    mathis matt matteo matthew matthias matthieu maureen maurice mauricio mauro max maxime maximilian mehdi mehmet
    meike melanie melissa mercedes michael michaela michal michel michele michelle miguel mihai mike mikhail mikael
    milan milena mira miriam miroslav mohamed mohammad mohammed moira monica monika monique morgan moritz mostafa
    muhammad murat mustafa myriam nadia nadine naomi natalia natalie nataliya natasha nathalie nathan neil nelly
    nicholas nick nicola nicolai nicolas nicole niels niklas nikola nikolai nikolaus nils nina noah noel noemi nora
    norbert norman nuno olaf ole oleg olena olga oliver olivia olivier omar orla oscar oskar osman otto ouattara
    owen pablo pamela paola paolo pascal patrice patricia patricio patrick patrik patrycja paul paula paulina
    pauline paulo pavel pawel pedro peggy penelope per petar peter petr petra philip philipp philippe philippa
    phillip pia piotr pierre pieter piet priya przemyslaw rachel radek rafael rafal rainer raj rajesh ralf ralph
    ramon randy raphael raquel raul ravi raymond rebecca regina regine reiner reinhard rejeanne renata renate rene
    renee ricardo riccardo richard rita robert roberta roberto robin rocio roderick rodrigo roger roland rolf roman
    romain romy ronald ronan rosa rosario rosemary roxana roy ruben rudolf rui russell ruth ryan ryszard sabina
    sabine sabrina said salma salvatore sam samantha samir samira samuel sandeep sander sandra sandrine sanjay sara
    sarah sascha scott sean sebastian sebastien selina serge sergei sergey sergio shane shannon sharon sheila
    shirley siegfried sigrid silke silvia silvio simon simona simone sinead slawomir sofia sofie solene sonia sonja
    sonya sophia sophie soren stanislav stanislaw stefan stefania stefanie stefano steffen stella stephan stephane
    stephanie stephen steve steven stuart sunil susan susana susanna susanne suzanne sven svenja svetlana sybille
    sylvain sylvia sylvie szymon tadeusz takeshi tamara tania tanja tara tatiana tatjana ted teresa terry thea theo
    theodor theresa therese thibault thierry thomas thorsten tiago till tim timo timothy tina tobias todd tom tomas
    tomasz tommaso toni tony torsten tracy trevor tristan udo ulrich ulrike ulla umberto ursula uta ute uwe vaclav
    valentina valeria valerie vanessa vera veronica veronika veronique vicente victor victoria vijay viktor viktoria
    vincent vincenzo viola violeta virginia virginie vitaly vittorio vivian vladimir volker waldemar walter wanda
    wendy werner wieslaw wilhelm willem william wim witold wojciech wolfgang xavier yahya yann yannick yasmin
    yasmine ying yolanda youssef yuki yulia yuri yusuf yves yvonne zahra zbigniew zdenek zeynep zofia zoe zsofia
    zuzana zuzanna александр алексей анастасия андрей анна антон борис вадим валентина валерий вера виктор виктория
    владимир галина геннадий григорий дарья денис дмитрий евгений евгения екатерина елена иван игорь илья ирина
    кирилл константин лариса людмила максим марина мария михаил надежда наталья никита николай оксана олег ольга
    павел полина роман светлана сергей станислав степан татьяна тимур федор юлия юрий яна
    """.split()  # noqa: SIM905 - read as prose
)

ALSO_WORDS: Final = frozenset(
    """
    abdul alba alma amber ana ann arch art august bill carolina christian clement colin constance cora dean dolores
    dora elif faith felix filter florence frank franc fred gloria grace grant guy iris jan jasmine jean jesus jordan
    joy jun kay lance lee leo luc madison marina mario mark mars max may mercedes mira nick olive otto page pam pat
    per ray reed regina rob robin roman rosa rosario rose said sierra sofia son sue till toni vera victor victoria
    viola violeta virginia wade will гордость вера надежда роман лев любовь
    """.split()  # noqa: SIM905 - read as prose
)
"""Given names that are words, months, towns or products too: with a capital alone they are not sure."""
