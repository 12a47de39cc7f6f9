"""Given names: the most frequent ones around here."""

SURE = frozenset(
    "abdul abdullah abdurahman abidin adit aditya agus ahmad aisyah ajat alya amalia aminah aminudin andi andika"
    " andri anggi anggraini ani anisa anita anton anwar apri aprilia ardi arief arif aris arman asep aswin atik atin"
    " ayi ayu azis aziz bagas bambang bayu benny budi budiman cahyo cahyono cecep cucun dadan dadang daden danu"
    " darmawan darto daryono dasep dedeh deden dedi dedy deni denny desy devi dewi dian diana dindin djoko dodi doni"
    " dudung dyah edi edy eko elis ely emin endah endang endin eneng engkos entin erna ernawati erni euis eulis evi"
    " fadil fahmi faisal farhan farida fatimah fauzi febri feri ferry fitri fitria fitriani gilang gina gugun gunawan"
    " hafiz halimah hamdan hamid handayani hani hanifah hariyanto hartini hartono haryanto hasan hasanah hendar"
    " hendra hendri heni heri herlina herman hermansyah hermawan heru heryanto hidayat husen husni ibnu ibrahim idris"
    " iis ijah ikbal iksan ilham imas indra indri iqbal ira irawan irfan irma irwan isah iskandar ismail isti iwan"
    " iyan iyus jaelani jajang jamaludin jejen joko jono jubaedah julaeha jumadi junaedi kadir karim karsih karta"
    " kartika kartini kasno khadijah khoirul komala komariah komarudin kosasih kurniasih kurniawan kusnadi lia lilis"
    " lina linda lisna lukman maesaroh mahmud maimunah maman mamat mansur maria marlina marni marwan maryam maryati"
    " masitoh meli miftah mila mimin mira mislah mohamad mohammad muhamad muhammad muhidin mulyadi mulyana mulyani"
    " mulyono mumun munawar mursid musa mustofa nana nanang nandang nani naufal neneng nia nina ningsih nita novi"
    " novita nunung nur nuraeni nuraini nurdin nurhasanah nurhayati nuri nurjanah nurul oman omay otong pipit popon"
    " prasetyo pratiwi priyanto purwanti purwanto puspita qomar rachmat rahman rahmat rahmawati ramdan ramdani ramli"
    " rani ratih ratna ratnasari reni reza rian riana ridwan rifki rika rina rini riri riski risma riswan rita rizal"
    " rizki rizky robi rohaeni rohani rohayati rohim rohman rohmat romli roni rosadi rosi rosita rudi rudy ruhiyat"
    " rusdi ruslan rusli rustam saadah saefudin saepudin saepul saiful salim salimah samsudin samsul sandra santi"
    " santoso sapri sarah sarip saripah sarman sarwono sasmita septi septian setiawan setiawati setyo sigit siska"
    " siti sobari sofyan soleh solihat solihin sri subagyo sudarso sudirman sudrajat sugiarto suhandi suhendar"
    " suhendi suhendra suherman sukardi sukarno sulaeman sulaiman sulastri sumarni sumarno sumiati sunardi sunarto"
    " sunarya supardi suparman supriadi supriyadi supriyanto suroso suryadi suryana suryani suryanto susan susanti"
    " susanto susi susilawati susilo sutarya sutisna sutrisno suwandi suyanto suyatno syahrul syamsudin syarif"
    " syarifah taryana tatang tati taufik taufiq tedi tia tika tini titin toha toni totong trisno tuti ucup udin"
    " ujang ulfah umar usep usman utami vera vina wahid wahyu wahyudi wahyudin wahyuni wandi wardi wati wawan wawat"
    " widi widodo wildan winda wulandari yadi yani yanti yanto yati yayah yayan yeni yesi yoga yogi yohanes yoyoh"
    " yudi yuli yulia yuliana yulianti yulianto yuni yunus yusuf yusup zaenab zaenal zaenudin zahra zainal zainudin"
    " zaki zubaedah zulkifli".split()
)
"""Masked wherever they stand."""
ALSO_WORDS = frozenset(
    "ade agung aji akbar alam ali alif amin ari asih bagus cucu dani dede desi diki dina dini dwi ela elan enung epi"
    " fajar galih guntur hadi hakim ida ika imam iman ina indah intan jamal jojo juju komar kurnia lala laras lestari"
    " mega murni neng nova omah onih pratama pri purnama putra putri sandi sari sugeng teguh tina titi topik tri umi"
    " yana yono".split()
)
"""Words of a question too: masked after "pak" or "nama saya", or with a capital."""
GIVEN_NAMES = SURE | ALSO_WORDS
